/** What each control is given: the id its label points to, and its name for those without a label of their own. */
export type ControlProps = { id: string; name: string }
