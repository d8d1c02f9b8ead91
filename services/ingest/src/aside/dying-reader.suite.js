/** A reading thread that does what the body says: it dies, or never ends. */
export default async function read({ bytes, events }) {
  const says = new TextDecoder().decode(bytes.subarray(0, 200)).split('\n', 1)[0];
  if (says === 'exit') process.exit(3);
  if (says === 'hang') for (;;);
  if (says === 'memory') {
    const held = [];
    for (;;) held.push(Array.from({ length: 10_000 }, () => ({})));
  }
  events.close();
  return { read: true, rest: { problems: [] } };
}
