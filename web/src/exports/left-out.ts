/** In the place of what jsPDF would load to draw HTML or SVG, which the sheet does not ask of it. */
export default null;
