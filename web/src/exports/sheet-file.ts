import { sheetSize, type Sheet } from './paper.js';

/** Letters keep sharp edges, and a sheet stays a file that can be sent. */
const JPEG_QUALITY = 0.95;

/** The sheet as a picture, dot by dot. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return blobOf(canvas, 'image/png');
}

/** One page of the sheet's size, filled by the same picture. The writer comes when it is first needed. */
export async function pdfOf(canvas: HTMLCanvasElement, sheet: Sheet, title: string): Promise<Blob> {
  const [{ jsPDF }, picture] = await Promise.all([import('jspdf'), blobOf(canvas, 'image/jpeg', JPEG_QUALITY)]);
  const { width, height } = sheetSize(sheet);
  const pdf = new jsPDF({ unit: 'mm', format: [width, height], orientation: sheet.turn });
  pdf.setDocumentProperties({ title, creator: 'Hinomi' });
  pdf.setLanguage('ja');
  pdf.addImage(new Uint8Array(await picture.arrayBuffer()), 'JPEG', 0, 0, width, height);
  return pdf.output('blob');
}

function blobOf(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const taken = (blob: Blob | null): void =>
      blob === null ? reject(new Error('the browser gave no picture of the sheet')) : resolve(blob);
    canvas.toBlob(taken, type, quality);
  });
}
