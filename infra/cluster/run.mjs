/** Runs what this container hosts: everything is installed and built already. */
const { main } = await import('../../services/hub/dist/main.js');
await main();
