import { useState, type ComponentType } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { closePanel, usePanels, type Panel } from '../commands/panels';
import { useFloorDesk, type FloorDesk } from './floor-desk';

/** What a panel of the floor is given. */
export type FloorPanelParts = Readonly<{ leadId: string; desk: FloorDesk }>;

/**
 * A panel over the floor. It has the floor as it was when it opened: what it says stays true of what is said yes to, though the floor
 * goes on below. One that only tells is live.
 */
export function FloorPanel({ panel, leadId, Content, isLive = false, isWide = false }: Readonly<{ panel: Panel; leadId: string; Content: ComponentType<FloorPanelParts>; isLive?: boolean; isWide?: boolean }>) {
  const isOpen = usePanels((s) => s.open === panel);
  const desk = useFloorDesk((s) => s.desk);
  return (
    <ModalOverlay isOpen={isOpen && desk !== null} onOpenChange={closePanel} isDismissable className="overlay">
      <Modal className={isWide ? 'panel panel-wide' : 'panel'}>{desk !== null && <Dialog>{isLive ? <Content leadId={leadId} desk={desk} /> : <Opened leadId={leadId} desk={desk} Content={Content} />}</Dialog>}</Modal>
    </ModalOverlay>
  );
}

function Opened({ leadId, desk: now, Content }: FloorPanelParts & Readonly<{ Content: ComponentType<FloorPanelParts> }>) {
  const [desk] = useState(now);
  return <Content leadId={leadId} desk={desk} />;
}
