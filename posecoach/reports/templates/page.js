"use strict";
(() => {
  const tip = document.getElementById("tip");
  let current = null;
  const show = (mark) => {
    current = mark;
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const at = mark.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const x = at.left + at.width / 2 - own.width / 2;
    const above = at.top - own.height - 10;
    tip.style.left = Math.max(8, Math.min(x, innerWidth - own.width - 8)) + "px";
    tip.style.top = (above > 8 ? above : at.bottom + 10) + "px";
  };
  const hide = () => { current = null; tip.hidden = true; };
  const play = (part) => {
    const film = part.closest(".clip").querySelector("video");
    if (!film) return;
    film.currentTime = Number(part.dataset.seek);
    const box = film.getBoundingClientRect();
    if (box.bottom < 40 || box.top > innerHeight - 40) film.scrollIntoView({ block: "nearest" });
    film.play().catch(() => {});
  };
  const folded = () => document.querySelectorAll("details.each:not([open])");
  addEventListener("beforeprint", () => { for (const part of folded()) part.open = part.printed = true; });
  addEventListener("afterprint", () => {
    for (const part of document.querySelectorAll("details.each")) {
      if (part.printed) part.open = part.printed = false;
    }
  });
  for (const plot of document.querySelectorAll("svg.signal")) {
    const marks = [...plot.querySelectorAll(".mark")];
    marks.forEach((mark, i) => {
      mark.setAttribute("tabindex", i ? "-1" : "0");
      mark.querySelector("title")?.remove();
      mark.addEventListener("mouseenter", () => show(mark));
      mark.addEventListener("mouseleave", hide);
      mark.addEventListener("focus", () => {
        marks.forEach((other) => other.setAttribute("tabindex", other === mark ? "0" : "-1"));
        show(mark);
      });
      mark.addEventListener("blur", hide);
      mark.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const to = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : step ? i + step : -1;
        if (marks[to]) { marks[to].focus(); event.preventDefault(); }
        if (event.key === "Escape") hide();
        if ((event.key === "Enter" || event.key === " ") && mark.dataset.seek) { play(mark); event.preventDefault(); }
      });
    });
  }
  // A page that is sent without its video says so.
  for (const film of document.querySelectorAll("video")) {
    const missing = () => {
      const part = film.closest(".clip");
      film.hidden = true;
      part.querySelector(".film-hint").hidden = true;
      part.querySelector(".film-missing").hidden = false;
      for (const button of part.querySelectorAll("[data-seek]")) button.removeAttribute("data-seek");
    };
    film.addEventListener("error", missing);
    // Not by the network state: a film that is about to be loaded has no source yet, either.
    if (film.error) missing();
  }
  // The latest weeks stand at the right.
  for (const weeks of document.querySelectorAll("svg.weeks")) {
    const box = weeks.closest(".scroll");
    box.scrollLeft = box.scrollWidth;
  }
  document.addEventListener("click", (event) => {
    const part = event.target.closest("[data-seek]");
    if (part) play(part);
  });
  // What is focused is scrolled to: its tip goes along.
  for (const moved of ["scroll", "resize"]) {
    addEventListener(moved, () => { if (current) show(current); }, { passive: true, capture: true });
  }
})();
