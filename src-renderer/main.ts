import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { Connection } from './connection/Connection.svelte.ts';
import { openTransport } from './connection/openTransport.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html: wanted an element with the id app, got none');

const connection = new Connection({
  openTransport,
  wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
});
mount(App, { target, props: { connection } });
void connection.run();
