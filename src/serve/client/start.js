restore();
sheetLoaded.then(() => {
  document.body.append(preview);
  showPlaces();
  listen();
});
