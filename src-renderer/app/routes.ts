/** Pages of an open project, in the order of the bar; the first is where the work is done. */
export const projectRoutes = ['workspace', 'data', 'training', 'models', 'insights', 'jobs', 'settings'] as const;

export type ProjectRoute = (typeof projectRoutes)[number];

/** Where the window is. `settings` is reached from the start page as well. */
export type Route = 'start' | 'newProject' | ProjectRoute;

export function isProjectRoute(route: Route): route is ProjectRoute {
  return (projectRoutes as readonly Route[]).includes(route);
}

/** Parts of the settings page. */
export type SettingsSection = 'appearance' | 'engine' | 'keys' | 'project' | 'about';
