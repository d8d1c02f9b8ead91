/** What was drawn and not answered yet stands under this name on the device, and the account's. */
export const DRAWINGS_KEPT = 'hinomi-drawing-out:';
