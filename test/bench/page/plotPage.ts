import uPlot from 'uplot';

// Draws lines with uPlot alone: the time from the points to a drawn frame.
const size = { width: 1000, height: 160 };

async function draw(lanes: readonly uPlot.AlignedData[]): Promise<number> {
  const start = performance.now();
  const plots = lanes.map(
    (data) =>
      new uPlot(
        { ...size, series: [{}, { stroke: 'teal' }] },
        data,
        document.getElementById('root') ?? document.body,
      ),
  );
  await new Promise((resolve) => void requestAnimationFrame(() => setTimeout(resolve)));
  const taken = performance.now() - start;
  for (const plot of plots) plot.destroy();
  return taken;
}

/** Four lines of a quarter of a million points each, in columns as uPlot wants them. */
function columns(points: number): uPlot.AlignedData[] {
  return Array.from({ length: 4 }, (_, lane) => {
    const at = Array.from({ length: points / 4 }, (_unused, n) => n * 4 + lane);
    return [
      at.map((n) => n / 10),
      at.map((n) => (lane === 0 ? Number(n % 400 < 200) : 2000 + ((n * 7919) % 500))),
    ];
  });
}

const all = columns(1_000_000);
Object.assign(window, { draw, drawAll: () => draw(all) });
