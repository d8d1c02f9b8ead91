import '../../without-eval.js';
import './styles/shelter.css';
import { createRoot } from 'react-dom/client';
import { ShelterApp } from './shelter-app.js';
import { ROOM_PATH } from './tablet-access.js';

const root = document.getElementById('root');
if (root === null) throw new Error('shelter/index.html has no #root');
// The worker's scope, and so all that works with no network, begins at the slash.
if (window.location.pathname === ROOM_PATH) createRoot(root).render(<ShelterApp />);
else window.location.replace(`${ROOM_PATH}${window.location.search}${window.location.hash}`);
