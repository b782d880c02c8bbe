'use strict';
// What Keyroom is held against: an Electron with one window of the same size and settings, and a form of plain inputs.
const { app, BrowserWindow } = require('electron');
const path = require('node:path');

const profile = process.argv.find((each) => each.startsWith('--profile='));
if (profile !== undefined) app.setPath('userData', profile.slice('--profile='.length));
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280, height: 800, show: false, title: 'Plain', backgroundColor: '#f6f7f8', autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, backgroundThrottling: false, spellcheck: false },
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  return window.loadFile(path.join(__dirname, 'index.html'));
});
