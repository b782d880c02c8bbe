import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { CallResponse } from '../../shared/ipc/calls';
import { LOGS_PORT_CHANNEL } from '../../shared/ipc/channels';
import { done, failed } from '../../shared/ipc/desk-failure';
import type { Desk } from '../desk';
import { isPrivateWay } from '../launch-flags';
import type { Updater } from '../updates/updater';
import type { Port } from '../sync/log-stream';
import type { CallHandlers } from './answer-call';

/** What a page may ask beside the desk. */
export type DeskSurroundings = Readonly<{
  allowHttp: boolean;
  updater: Pick<Updater, 'checkSoon' | 'installNow'>;
  noteItemOpen: (isOpen: boolean) => void;
  figures: () => Promise<CallResponse<'desk.figures'>>;
  /** Resolves once this version has proved itself, a moment after its first start. */
  proved: () => Promise<void>;
}>;

/** What each call of the table does: nothing but ask the desk. */
export function deskCalls(desk: Desk, { allowHttp, updater, noteItemOpen, figures, proved }: DeskSurroundings): CallHandlers {
  return {
    'desk.describe': async () => done(desk.describe()),
    'desk.enrol': async (request) =>
      allowHttp || isPrivateWay(request.serverUrl) ? desk.enrol(request) : failed({ kind: 'forbidden' }),
    'session.signOn': async (request) => {
      await proved();
      return desk.signOn(request);
    },
    'session.signOff': async () => {
      desk.signOff();
      return done({});
    },
    'draft.save': (request) => desk.saveDraft(request),
    'mutation.commit': (request) => desk.commit(request),
    'document.read': (request) => desk.readDocument(request),
    'kept.open': (request) => desk.openKept(request),
    'logs.attach': async (_request, sender) => {
      desk.attachLogs(portTo(sender));
      return done({});
    },
    'desk.figures': async () => done(await figures()),
    'work.open': async ({ isOpen }) => {
      noteItemOpen(isOpen);
      return done({});
    },
    'update.install': async () => (desk.isLead ? updater.installNow() : failed({ kind: 'forbidden' })),
    'sync.now': async () => {
      await desk.syncNow();
      updater.checkSoon();
      return done({});
    },
  };
}

function portTo(page: WebContents): Port {
  const { port1, port2 } = new MessageChannelMain();
  page.postMessage(LOGS_PORT_CHANNEL, null, [port2]);
  port1.start();
  return asPort(port1);
}

function asPort(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', (event) => listener(event.data)),
    onClose: (listener) => void port.on('close', listener),
  };
}
