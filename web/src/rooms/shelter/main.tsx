import '../../without-eval.js';
import './styles/shelter.css';
import { createRoot } from 'react-dom/client';
import { ShelterApp } from './shelter-app.js';

const root = document.getElementById('root');
if (root === null) throw new Error('shelter/index.html has no #root');
createRoot(root).render(<ShelterApp />);
