restore();
sheetLoaded.then(() => {
  document.body.append(preview);
  sayAgain();
  showPlaces();
  listen();
});
