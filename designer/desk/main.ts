import { createApp } from 'vue';
import App from './App.vue';
import kit from './kit';
import './style.css';

createApp(App).use(kit).mount('#app');
