// Places in files that the server's own pages name: they open in the editor.
function showPlaces() {
  if (!isOwnPage) return;
  for (const spot of document.querySelectorAll("[data-ibid-file]")) {
    const { ibidFile: file, ibidLine: line, ibidColumn: column } = spot.dataset;
    const at = { file, line: Number(line), column: Number(column) };
    const title = `Open ${place(at)} in the editor`;
    const opener = button("", "", () => openInEditor(at), { title });
    opener.append(...spot.childNodes);
    spot.append(opener);
  }
}
