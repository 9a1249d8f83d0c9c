import { create } from 'zustand'

// What only this window knows: which overlays are open and whether something is being handed over.

/** `total` is null while folders are still being walked through. */
export type Upload = { done: number; total: number | null; cancel(): void }

/** What the folder browser is opened for when not to protect: one folder, and what is done with it. */
export type FolderChoice = { title: string; confirmLabel: string; choose(folderId: string): Promise<unknown> }

type Interface = {
  overlay: 'none' | 'palette' | 'keys' | 'browser'
  folderChoice: FolderChoice | null
  upload: Upload | null
  /** The first screen has been shown in this window: it stays at its address until the person goes on. */
  welcomed: boolean
  openOverlay(overlay: Interface['overlay']): void
  /** Opens the folder browser for something else than protecting. */
  chooseFolder(choice: FolderChoice): void
  setUpload(upload: Upload | null): void
  setWelcomed(welcomed: boolean): void
}

export const useInterface = create<Interface>()((set) => ({
  overlay: 'none',
  folderChoice: null,
  upload: null,
  welcomed: false,
  openOverlay: (overlay) => set({ overlay, folderChoice: null }),
  chooseFolder: (folderChoice) => set({ overlay: 'browser', folderChoice }),
  setUpload: (upload) => set({ upload }),
  setWelcomed: (welcomed) => set({ welcomed }),
}))
