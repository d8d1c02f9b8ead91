import './without-eval.js';
import './styles/app.css';
import { createRoot } from 'react-dom/client';
import { takeArrival } from './access/arrival.js';
import { isForAnotherRoom, passOn } from './access/pass-on.js';
import { App } from './app.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const arrival = takeArrival();
if (arrival !== null && isForAnotherRoom(arrival)) void passOn(arrival);
else createRoot(root).render(<App arrival={arrival} />);
