// Places in files that the server's own pages name: they open in the editor.
function showPlaces() {
  if (!isOwnPage) return;
  for (const spot of document.querySelectorAll("[data-ibid-file]")) {
    const { ibidFile: file, ibidLine: line, ibidColumn: column } = spot.dataset;
    const at = { file, line: Number(line), column: Number(column) };
    const title = `Open ${place(at)} in the editor`;
    spot.replaceChildren(button("", spot.textContent, () => openInEditor(at), { title }));
  }
}
