/**
 * What Node runs a hub with; `npm start` and the Dockerfile say the same.
 *
 * Most of what a feed leaves behind dies young: with 64 MB for it instead of 16 a nation's shelters
 * come in with a tenth less of processor time, for 140 MB of memory.
 */
export const HUB_NODE_FLAGS = ['--max-semi-space-size=64'];
