import type { UpdateSetting } from './update-setting';

export type ScenarioOptions = Readonly<{ times: number; seed: number; say: (text: string) => void }>;

/** Throws where it does not hold; gives what was measured. */
export type Scenario = (setting: UpdateSetting, options: ScenarioOptions) => Promise<string>;
