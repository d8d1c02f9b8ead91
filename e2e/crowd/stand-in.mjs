/** The few things of a browser that the connection touches. */
export function standInForBrowser(hubUrl) {
  const nothing = () => {};
  const { host, hostname, port, protocol } = new URL(hubUrl);
  globalThis.location = { host, hostname, port, protocol };
  globalThis.window = { addEventListener: nothing, removeEventListener: nothing };
  globalThis.document = { addEventListener: nothing, removeEventListener: nothing, visibilityState: 'visible' };
}
