'use strict';

// Dark or light: as the system says, until the button is pressed.
document.getElementById('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});

// Before and after.
const viewer = document.getElementById('viewer');
if (viewer) {
  const split = document.getElementById('split');
  const panes = [...viewer.querySelectorAll('.pane')];
  const show = percent => viewer.style.setProperty('--split', percent + '%');
  split.addEventListener('input', () => show(split.value));

  for (const pane of panes) {
    const stack = pane.querySelector('.stack');
    const follow = event => {
      const box = stack.getBoundingClientRect();
      split.value = Math.max(0, Math.min(100, (event.clientX - box.left) / box.width * 100));
      show(split.value);
    };
    stack.addEventListener('pointerdown', event => {
      stack.setPointerCapture(event.pointerId);
      follow(event);
    });
    stack.addEventListener('pointermove', event => {
      if (stack.hasPointerCapture(event.pointerId)) follow(event);
    });
  }

  const press = (buttons, pressed) =>
    buttons.forEach(button => button.setAttribute('aria-pressed', String(button === pressed)));

  const tabs = [...viewer.querySelectorAll('[data-pane]')];
  for (const tab of tabs) {
    tab.addEventListener('click', () => {
      panes.forEach((pane, i) => pane.classList.toggle('shown', i === Number(tab.dataset.pane)));
      press(tabs, tab);
    });
  }

  const zooms = [...viewer.querySelectorAll('[data-zoom]')];
  for (const zoom of zooms) {
    zoom.addEventListener('click', () => {
      const factor = Number(zoom.dataset.zoom);
      const before = Number(getComputedStyle(viewer).getPropertyValue('--zoom'));
      const views = panes.map(pane => pane.querySelector('.window'));
      // What was in the middle stays there.
      const middles = views.map(view => [
        (view.scrollLeft + view.clientWidth / 2) / before * factor,
        (view.scrollTop + view.clientHeight / 2) / before * factor
      ]);
      viewer.style.setProperty('--zoom', factor);
      views.forEach((view, i) => view.scrollTo(
        middles[i][0] - view.clientWidth / 2, middles[i][1] - view.clientHeight / 2));
      press(zooms, zoom);
    });
  }
}

// The numbers of a chart under the pointer, or under the cursor that the arrow keys move.
for (const plot of document.querySelectorAll('[data-chart]')) {
  const chart = JSON.parse(plot.dataset.chart);
  const area = plot.querySelector('.area');
  const xs = [...new Set(chart.series.flatMap(line => line.points.map(p => p[0])))].sort((a, b) => a - b);
  const cursor = document.createElement('div');
  const tip = document.createElement('div');
  cursor.className = 'cursor';
  tip.className = 'tip';
  cursor.hidden = tip.hidden = true;
  area.append(cursor, tip);
  let at = 0;

  const show = index => {
    at = Math.max(0, Math.min(xs.length - 1, index));
    const x = xs[at];
    const place = (x - chart.from) / (chart.to - chart.from);
    cursor.hidden = tip.hidden = false;
    cursor.style.left = place * 100 + '%';
    tip.style.left = place < 0.5 ? place * 100 + '%' : '';
    tip.style.right = place < 0.5 ? '' : (1 - place) * 100 + '%';
    tip.style.margin = '0 10px';
    tip.replaceChildren(document.createTextNode(chart.x + ' ' + Number(x.toPrecision(6))));
    for (const line of chart.series) {
      const point = line.points.find(p => p[0] === x);
      if (point) {
        const row = document.createElement('div');
        row.className = line.style;
        row.textContent = line.name + ' ' + Number(point[1].toPrecision(4));
        tip.append(row);
      }
    }
  };
  const nearest = x => xs.reduce((best, value, i) =>
    Math.abs(value - x) < Math.abs(xs[best] - x) ? i : best, 0);
  const hide = () => { cursor.hidden = tip.hidden = true; };

  area.addEventListener('pointermove', event => {
    const box = area.getBoundingClientRect();
    show(nearest(chart.from + (event.clientX - box.left) / box.width * (chart.to - chart.from)));
  });
  area.addEventListener('pointerleave', hide);
  plot.addEventListener('blur', hide);
  plot.addEventListener('keydown', event => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10, Home: -1e9, End: 1e9 };
    if (event.key in steps) {
      show(at + steps[event.key]);
      event.preventDefault();
    }
  });
}
