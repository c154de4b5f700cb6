/** Owns marking in the rail the section that is being read. */

export function attach(root) {
  const links = new Map([...root.querySelectorAll("[data-rail] [data-section] > a")].map((link) => [link.hash.slice(1), link]));
  if (!links.size) return;
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      links.forEach((link) => link.removeAttribute("aria-current"));
      links.get(target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-15% 0px -75% 0px" });
  root.querySelectorAll("section[data-section]").forEach((section) => watch.observe(section));
}

attach(document);
