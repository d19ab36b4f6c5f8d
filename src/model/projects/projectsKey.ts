/** Under which the list of projects stands in global state. Read at activation, too: nothing else is loaded with it. */
export const projectsKey = 'projects';
