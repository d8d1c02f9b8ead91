import '../../../without-eval.js';
import '../styles/care-room.css';
import './styles/pharmacy.css';
import { createRoot } from 'react-dom/client';
import { takeCareArrival } from '../../../access/pass-on.js';
import { PharmacyApp } from './pharmacy-app.js';

const root = document.getElementById('root');
if (root === null) throw new Error('pharmacy/index.html has no #root');
createRoot(root).render(<PharmacyApp arrival={takeCareArrival()} />);
