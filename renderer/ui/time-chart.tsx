import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export type TimeSeries = Readonly<{ atMs: readonly number[]; values: readonly number[]; kind: 'bars' | 'area' }>;

const HEIGHT_REM = 11;
const AXIS_PX = 44;

/** One figure over time, drawn in the colours of the page. What it shows stands beside it in words and in a table: the picture itself is not read out. */
export function TimeChart({ series, timeText, numberText }: Readonly<{ series: TimeSeries; timeText: (ms: number) => string; numberText: (value: number) => string }>) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    let chart = draw(box, series, timeText, numberText);
    const redraw = (): void => {
      chart.destroy();
      chart = draw(box, series, timeText, numberText);
    };
    const resized = new ResizeObserver(() => chart.setSize(sizeOf(box)));
    resized.observe(box);
    const scheme = window.matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', redraw);
    return () => {
      scheme.removeEventListener('change', redraw);
      resized.disconnect();
      chart.destroy();
    };
  }, [series, timeText, numberText]);
  return <div ref={place} className="time-chart" aria-hidden="true" />;
}

function draw(box: HTMLElement, { atMs, values, kind }: TimeSeries, timeText: (ms: number) => string, numberText: (value: number) => string): UPlot {
  const style = getComputedStyle(box);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--dim'), font: `11px ${style.fontFamily}`, grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
  const bars = UPlot.paths.bars?.({ size: [0.7], align: -1 });
  const look = kind === 'bars' && bars !== undefined ? { paths: bars, fill: colour('--accent'), width: 0 } : { fill: colour('--accent-soft') };
  return new UPlot({
    ...sizeOf(box), legend: { show: false }, cursor: { show: false }, scales: { x: { time: true }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] } },
    axes: [
      { ...axis, values: (_, seconds) => seconds.map((each) => timeText(each * 1000)) },
      { ...axis, size: AXIS_PX, incrs: WHOLE_STEPS, values: (_, numbers) => numbers.map(numberText) },
    ],
    series: [{}, { stroke: colour('--accent'), width: 1.5, points: { show: false }, ...look }],
  }, [atMs.map((ms) => ms / 1000), [...values]], box);
}

/** Items are whole. */
const WHOLE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

function sizeOf(box: HTMLElement): Readonly<{ width: number; height: number }> {
  return { width: box.clientWidth, height: HEIGHT_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize) };
}
