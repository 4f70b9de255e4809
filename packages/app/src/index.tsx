import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import './demo.css';
import App from './App';

ReactDOM.createRoot(document.getElementById('root')!).render(App);
