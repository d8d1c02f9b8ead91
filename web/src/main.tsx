import './without-eval.js';
import './styles/app.css';
import { createRoot } from 'react-dom/client';
import { takeArrival } from './access/arrival.js';
import { App } from './app.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App arrival={takeArrival()} />);
