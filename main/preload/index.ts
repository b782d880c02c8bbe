import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL, LOGS_PORT_CHANNEL, LOGS_PORT_MESSAGE, type Bridge } from '../../shared/ipc/channels';

const bridge: Bridge = {
  call: (name, request) => ipcRenderer.invoke(CALL_CHANNEL, name, request),
  onEvent: (listener) => {
    ipcRenderer.on(EVENT_CHANNEL, (_event, name: unknown, payload: unknown) => listener(String(name), payload));
  },
};

contextBridge.exposeInMainWorld('keyroom', bridge);

ipcRenderer.on(LOGS_PORT_CHANNEL, (event) => {
  window.postMessage(LOGS_PORT_MESSAGE, window.location.origin, event.ports);
});
