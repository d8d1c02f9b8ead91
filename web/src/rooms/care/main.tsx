import '../../without-eval.js';
import './styles/care-room.css';
import { createRoot } from 'react-dom/client';
import { takeCareArrival } from '../../access/pass-on.js';
import { CareApp } from './care-app.js';

const root = document.getElementById('root');
if (root === null) throw new Error('care/index.html has no #root');
createRoot(root).render(<CareApp arrival={takeCareArrival()} />);
