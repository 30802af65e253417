// Draws each [data-chart] from the JSON block of that id, with the tokens of the page. The table beside it says the same.
(() => {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--x-${name}`).trim();
  const drawn = [];

  const colours = () => ({
    ramp: [token("ramp-1"), token("ramp-3"), token("ramp-2"), token("ramp-4")],
    tones: { grey: token("line-2"), accent: token("red") },
    ink: token("ink"),
    quiet: token("ink-3"),
    line: token("line"),
    paper: token("paper"),
    font: token("font"),
  });

  const paint = (series, index, palette) => palette.tones[series.tone] || palette.ramp[index % palette.ramp.length];

  const point = (series) => series.values.map((value, i) => ({ value, href: series.hrefs[i] || "" }));

  const reference = (chart, palette, upright) =>
    chart.reference === null
      ? undefined
      : {
          silent: true,
          symbol: "none",
          lineStyle: { color: palette.ink, type: "dashed", width: 1 },
          label: { formatter: chart.referenceLabel, color: palette.quiet, position: upright ? "insideEndTop" : "start" },
          data: [upright ? { yAxis: chart.reference } : { xAxis: chart.reference }],
        };

  const axes = (chart, palette) => {
    const words = {
      type: "category",
      data: chart.labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.quiet, interval: chart.kind === "line" ? "auto" : 0, hideOverlap: true },
      inverse: chart.kind === "bar",
    };
    const whole = chart.series.every((series) => series.values.every((value) => value === null || Number.isInteger(value)));
    const values = {
      type: "value",
      minInterval: whole ? 1 : 0, // what is counted has no halves
      max: chart.most === null ? undefined : chart.most,
      axisLabel: { color: palette.quiet },
      splitLine: { lineStyle: { color: palette.line } },
    };
    return chart.kind === "bar" ? { xAxis: values, yAxis: words } : { xAxis: words, yAxis: values };
  };

  const bars = (chart, palette) => ({
    grid: { left: 4, right: 20, top: chart.series.length > 1 ? 36 : 24, bottom: 4, containLabel: true },
    legend: { show: chart.series.length > 1, top: 0, left: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: palette.quiet } },
    ...axes(chart, palette),
    series: chart.series.map((series, i) => {
      const kind = series.kind || (chart.kind === "line" ? "line" : "bar");
      return {
        name: series.name,
        type: kind,
        stack: chart.stacked && kind === "bar" ? "all" : undefined,
        barMaxWidth: 22,
        symbolSize: 6,
        data: point(series),
        itemStyle: { color: kind === "line" && series.tone === "grey" ? palette.quiet : paint(series, i, palette), borderRadius: chart.stacked ? 0 : 2 },
        lineStyle: { width: 2, type: ["grey", "ahead"].includes(series.tone) ? "dashed" : "solid" },
        markLine: i === 0 ? reference(chart, palette, chart.kind !== "bar") : undefined,
      };
    }),
  });

  // One series: a slice a label, named below. Several: a slice a series in its own tone, and the page says the rest
  // around it. The reference is a tick across the ring.
  const slices = (chart, palette) =>
    chart.series.length > 1
      ? chart.series.map((series, i) => ({ ...point(series)[0], name: series.name, itemStyle: { color: paint(series, i, palette) } }))
      : point(chart.series[0]).map((slice, i) => ({
          ...slice,
          name: chart.labels[i],
          itemStyle: { color: palette.ramp[i % palette.ramp.length] },
        }));

  const tick = (chart, palette, shape) => ({
    type: "pie",
    ...shape,
    silent: true,
    z: 3,
    label: { show: false },
    data: [
      { value: chart.reference - 0.35, itemStyle: { color: "transparent" } },
      { value: 0.7, itemStyle: { color: palette.ink } },
      { value: 99.65 - chart.reference, itemStyle: { color: "transparent" } },
    ],
  });

  const ring = (chart, palette) => {
    const alone = chart.series.length > 1;
    const center = ["50%", alone ? "50%" : "46%"];
    return {
      legend: alone ? undefined : { bottom: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: palette.quiet } },
      series: [
        {
          type: "pie",
          radius: alone ? ["70%", "92%"] : ["54%", "78%"],
          center,
          label: { show: false },
          itemStyle: { borderColor: palette.paper, borderWidth: 2 },
          data: slices(chart, palette),
        },
        ...(chart.reference === null ? [] : [tick(chart, palette, { radius: ["66%", "97%"], center })]),
      ],
    };
  };

  const options = (chart) => {
    const palette = colours();
    return {
      animation: false,
      textStyle: { fontFamily: palette.font, color: palette.ink },
      tooltip: {
        renderMode: "richText",
        trigger: chart.kind === "ring" ? "item" : "axis",
        backgroundColor: palette.paper,
        borderColor: palette.line,
        textStyle: { color: palette.ink, fontSize: 13 },
        valueFormatter: (value) => (value === null || value === undefined ? "—" : `${value}${chart.unit}`),
      },
      ...(chart.kind === "ring" ? ring(chart, palette) : bars(chart, palette)),
    };
  };

  const draw = (element) => {
    const block = document.getElementById(element.dataset.chart);
    if (!block || !window.echarts) return;
    const chart = JSON.parse(block.textContent);
    element.dataset.drawn = ""; // without a drawing the place takes no room
    const canvas = window.echarts.init(element, null, { renderer: "canvas" });
    canvas.setOption(options(chart));
    canvas.on("click", ({ data }) => {
      if (data && data.href) location.assign(data.href);
    });
    drawn.push({ canvas, chart });
  };

  document.querySelectorAll("[data-chart]").forEach(draw);
  addEventListener("resize", () => drawn.forEach(({ canvas }) => canvas.resize()));
  document.addEventListener("theme", () => drawn.forEach(({ canvas, chart }) => canvas.setOption(options(chart), true)));
})();
