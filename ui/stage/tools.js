// What the tools in the map's head are: their names, icons, keys and groups.

const ICONS = {
  add: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  nearer: "M10.5 3a7.5 7.5 0 1 0 4.7 13.3l4.3 4.2 1.4-1.4-4.2-4.3A7.5 7.5 0 0 0 10.500 3zm0 2a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM9.500 7.500v2h-2v2h2v2h2v-2h2v-2h-2v-2z",
  farther: "M10.5 3a7.5 7.5 0 1 0 4.7 13.3l4.3 4.2 1.4-1.4-4.2-4.3A7.5 7.5 0 0 0 10.500 3zm0 2a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM7.500 9.500v2h6v-2z",
  home: "M12 3 3 11h2.500v9H10v-5.500h4V20h4.500v-9H21z",
  picture: "M9 4 7.500 6H4a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h16a1 1 0 0 0 1-1V7a1 1 0 0 0-1-1h-3.500L15 4zm3 4.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zm0 2a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z",
  names: "M4 4h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-6.500L9 20.500V16H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zm1 2v8h14V6zm2 1.500h10v2H7zm0 3h6.500v2H7z",
  room: "M3 4h18v2h-1v10h-6.800l3.300 4.400-1.600 1.200L12 18l-2.900 3.600-1.600-1.200L10.800 16H4V6H3zm3 2v8h12V6zm4 1.500 5 2.500-5 2.500z",
  full: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z",
  help: "M12 2.500a9.500 9.500 0 1 1 0 19 9.500 9.500 0 0 1 0-19zm0 2a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM12 6.500c2 0 3.500 1.300 3.500 3.200 0 1.500-.8 2.200-1.600 2.800-.7.500-.9.700-.9 1.500h-2c0-1.800.9-2.500 1.700-3.100.6-.4.8-.6.8-1.200 0-.7-.6-1.200-1.500-1.200s-1.500.5-1.600 1.400l-2-.2C8.600 7.800 10 6.500 12 6.500zm-1.100 8.800h2.200v2.200h-2.200z",
};

/**
 * From left to right.
 * @param {import("./frame.js").Acts} acts
 * @returns {import("./toolbar.js").Tool[]}
 */
export function mapTools(acts) {
  const tools = [
    { name: "add", group: "starts", stay: 3, label: "Add a start in the middle of the view", key: "a", act: acts.add },
    { name: "nearer", group: "zoom", stay: 1, label: "Zoom in", key: "+", act: () => acts.zoom(0.5) },
    { name: "farther", group: "zoom", stay: 2, label: "Zoom out", key: "\u2212", act: () => acts.zoom(2) },
    { name: "home", group: "zoom", stay: 4, label: "Show the whole map", key: "0", act: () => acts.zoom(0) },
    { name: "relief", group: "look", stay: 4.5, label: "3-D relief", key: "3", act: acts.relief, text: "3-D", switch: true },
    { name: "names", group: "look", stay: 8, label: "Names at the heads", key: "l", act: acts.names, switch: true },
    { name: "picture", group: "look", stay: 9, label: "Save as a picture (PNG)", act: acts.picture },
    { name: "full", group: "room", stay: 7, label: "Fullscreen", key: "f", act: acts.full, forRoom: true },
    { name: "help", group: "room", stay: 5, label: "Keys and gestures", key: "?", act: acts.help, forRoom: true },
    { name: "room", group: "room", stay: 6, label: "Projector mode", key: "p", act: acts.room, forRoom: true },
  ];
  return tools.filter(({ act }) => act).map((tool) => ({ ...tool, path: ICONS[tool.name] }));
}
