import { mount } from 'svelte';

import './app.css';
import App from './App.svelte';
import { settings } from './state/settings.svelte';

settings.apply();
mount(App, { target: document.getElementById('app') as HTMLElement });

// The shell and photos that were seen, without a connection. Browsers allow this on the machine itself or with HTTPS.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => void navigator.serviceWorker.register('/service_worker.js').catch(() => {}));
}
