/** Below this the basemap has no municipalities, and a warning would vanish from the map. */
export const MIN_ZOOM = 4;
export const HOME_PADDING_PX = 24;
/** How near the map comes by itself: to a hazard, and to a single shelter or road. */
export const HAZARD_ZOOM = 9;
export const THING_ZOOM = 12;
/** Whole municipalities and squares, with what is around them. */
export const UNIT_ZOOM = 11;
/** A position that was looked for: streets around it, where a base map has them. */
export const PLACE_ZOOM = 13;
/** A grid square of 250 m fills the view at the deepest zoom there is. */
export const MAX_ZOOM = 14;
