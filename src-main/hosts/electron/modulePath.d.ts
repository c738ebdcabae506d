/** electron-vite bundles the named file as an entry of its own and gives the path of the bundle. */
declare module '*?modulePath' {
  const path: string;
  export default path;
}
