restore();
sheetLoaded.then(() => {
  document.body.append(preview);
  listen();
});
