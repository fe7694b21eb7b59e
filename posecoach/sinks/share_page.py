"""The page that `--share` serves: one file, which fetches picture and words anew a few times a second."""

PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>posecoach</title>
<link rel="icon" href="data:,">
<style>
  html, body { margin: 0; height: 100%; background: #101214; color: #fff; font-family: system-ui, sans-serif }
  body { display: flex; flex-direction: column }
  img { flex: 1; min-height: 0; width: 100%; object-fit: contain }
  p { margin: 0; padding: .3em .6em; font-size: clamp(1.2rem, 4.5vmin, 4rem); display: flex; gap: 1em; flex-wrap: wrap }
  #count { font-weight: 700; font-variant-numeric: tabular-nums }
  .lost img { opacity: .25 }
  @media (orientation: portrait) { p { font-size: 8vmin } #count { font-size: 24vmin; line-height: 1; order: -1; width: 100% } }
</style>
<img id="screen" alt="">
<p><span id="title"></span><span id="count"></span><span id="cue" role="status"></span></p>
<script>
  let failed = 0, lost = "\xe2\x80\xa6";
  function load() {
    const fresh = new Image();  // the last picture stays until there is another
    fresh.onload = () => {
      fresh.id = "screen";
      fresh.alt = "";
      document.getElementById("screen").replaceWith(fresh);
      next(true);
    };
    fresh.onerror = () => next(false);
    fresh.src = "screen.jpg?" + Date.now();
  }
  function next(ok) {
    failed = ok ? 0 : failed + 1;
    document.body.classList.toggle("lost", failed > 2);
    setTimeout(load, ok ? 150 : 1000);
  }
  load();
  async function words() {
    try {
      const state = await (await fetch("state.json")).json();
      lost = state.lost || lost;
      for (const name of ["title", "count", "cue"]) {
        const place = document.getElementById(name);
        if (place.textContent !== state[name]) place.textContent = state[name];
      }
    } catch { document.getElementById("cue").textContent = lost }
    setTimeout(words, 300);
  }
  words();
</script>
</html>
"""
