// A picture to search by: made small enough to be sent at once, and kept in this browser under a short name, so that the
// address of such a search can be reloaded. IndexedDB, because it also works where the connection is not encrypted.

const SIDE_MAX = 1024;
const KEPT_MAX = 20;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('shoebox', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('pictures');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no storage'));
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no storage'));
  });
}

/// At most SIDE_MAX on its long side; as it is when the browser cannot read it (the server may).
async function small(file: Blob): Promise<Blob> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return file;
  }
  const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', 0.9));
}

const lately = new Map<string, Blob>();

/// Keeps a picture; its name for the address.
export async function keepPicture(file: Blob): Promise<string> {
  const picture = await small(file);
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  lately.set(name, picture);
  try {
    const database = await open();
    const store = database.transaction('pictures', 'readwrite').objectStore('pictures');
    await done(store.put({ picture, at: Date.now() }, name));
    const keys = await done(store.getAllKeys());
    const values = (await done(store.getAll())) as { at: number }[];
    const old = keys.map((key, i) => ({ key, at: values[i]?.at ?? 0 })).sort((a, b) => b.at - a.at).slice(KEPT_MAX);
    for (const { key } of old) store.delete(key);
    database.close();
  } catch {
    // Storage is forbidden or full: the picture lasts as long as the page.
  }
  return name;
}

export async function findPicture(name: string): Promise<Blob | null> {
  const known = lately.get(name);
  if (known) return known;
  try {
    const database = await open();
    const kept = (await done(database.transaction('pictures').objectStore('pictures').get(name))) as
      | { picture: Blob }
      | undefined;
    database.close();
    return kept?.picture ?? null;
  } catch {
    return null;
  }
}

/// The first picture among what was dropped or pasted.
export function pictureAmong(data: DataTransfer | null): File | null {
  for (const file of Array.from(data?.files ?? [])) {
    if (file.type.startsWith('image/') || /\.(heic|heif|avif|jxl|dng|cr2|cr3|nef|arw)$/i.test(file.name)) return file;
  }
  return null;
}
