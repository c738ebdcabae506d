import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import { loadStored } from './app/loadStored.ts';
import { systemTheme } from './app/systemTheme.ts';
import { readStored } from './app/stored.ts';
import { Connection } from './connection/Connection.svelte.ts';
import { openTransport } from './connection/openTransport.ts';
import { chooseLanguage, closestLanguage, currentLanguage, isLanguage } from './messages/language.ts';

const target = document.getElementById('app');
document.documentElement.dataset['theme'] = systemTheme();
if (!target) throw new Error('index.html: wanted an element with the id app, got none');

const connection = new Connection({
  openTransport,
  wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
});
const loading = loadStored(connection);
void connection.run();
await loading;

chooseLanguage(readStored('language', isLanguage, closestLanguage(navigator.languages)));
document.documentElement.lang = currentLanguage();
// Only now: the words are taken from the language's catalogue when they are first imported.
const { default: App } = await import('./app/App.svelte');
mount(App, { target, props: { connection } });
