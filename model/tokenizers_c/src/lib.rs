//! A C ABI over the `tokenizers` crate, as small as Shoebox needs: load a tokenizer.json, encode a text, free.
//!
//! Nothing unwinds over the border: every entry catches panics and reports them like errors. A loaded tokenizer is
//! read-only, so threads may share it. The C side is model/tokenizer.cc, which declares these functions again.

use std::panic::{catch_unwind, AssertUnwindSafe};
use std::slice;

use tokenizers::utils::truncation::TruncationDirection;
use tokenizers::{PostProcessor, Tokenizer};

/// What the C side holds: the tokenizer without its own cutting and padding, which are done per call.
pub struct Handle {
    tokenizer: Tokenizer,
    direction: TruncationDirection,
    special_tokens: usize,
}

const OK: i32 = 0;
const FAILED: i32 = -1;

fn load(json: &[u8]) -> Result<Handle, String> {
    let mut tokenizer = Tokenizer::from_bytes(json).map_err(|error| error.to_string())?;
    let direction = match tokenizer.get_truncation() {
        Some(truncation) => truncation.direction,
        None => TruncationDirection::Right,
    };
    tokenizer.with_truncation(None).map_err(|error| error.to_string())?;
    tokenizer.with_padding(None);
    let special_tokens = match tokenizer.get_post_processor() {
        Some(processor) => processor.added_tokens(false),
        None => 0,
    };
    Ok(Handle { tokenizer, direction, special_tokens })
}

/// The ids with special tokens; what is over `length_max` is cut before those are added, so that the closing one stays.
fn encode(handle: &Handle, text: &[u8], length_max: usize) -> Result<Vec<u32>, String> {
    let text = String::from_utf8_lossy(text);
    let mut encoding = handle.tokenizer.encode_fast(text.as_ref(), false).map_err(|error| error.to_string())?;
    encoding.truncate(length_max.saturating_sub(handle.special_tokens), 0, handle.direction);
    let encoding = handle.tokenizer.post_process(encoding, None, true).map_err(|error| error.to_string())?;
    Ok(encoding.get_ids().iter().copied().take(length_max).collect())
}

fn write_message(message: &str, buffer: *mut u8, capacity: usize) {
    if buffer.is_null() || capacity == 0 {
        return;
    }
    let bytes = message.as_bytes();
    let count = bytes.len().min(capacity - 1);
    // SAFETY: the caller gives `capacity` writable bytes.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), buffer, count);
        *buffer.add(count) = 0;
    }
}

fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result,
        Err(_) => Err("the tokenizer library panicked".to_string()),
    }
}

/// Panics are reported as errors, so the default message on standard error would only be noise.
fn silence_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|_| {})));
}

/// Null on failure, with the reason in `message` (NUL-terminated, cut to `message_capacity`).
///
/// # Safety
/// `json` points to `json_bytes` readable bytes, `message` to `message_capacity` writable ones.
#[no_mangle]
pub unsafe extern "C" fn shoebox_tokenizer_load(
    json: *const u8,
    json_bytes: usize,
    message: *mut u8,
    message_capacity: usize,
) -> *mut Handle {
    silence_panics();
    let json = if json_bytes == 0 { &[] } else { unsafe { slice::from_raw_parts(json, json_bytes) } };
    match guarded(|| load(json)) {
        Ok(handle) => Box::into_raw(Box::new(handle)),
        Err(reason) => {
            write_message(&reason, message, message_capacity);
            std::ptr::null_mut()
        }
    }
}

/// Writes at most `length_max` ids and their count. 0, or -1 with the reason in `message`.
///
/// # Safety
/// `handle` comes from `shoebox_tokenizer_load`; `text` points to `text_bytes` readable bytes, `ids` to `length_max`
/// writable ids, `message` to `message_capacity` writable bytes.
#[no_mangle]
pub unsafe extern "C" fn shoebox_tokenizer_encode(
    handle: *const Handle,
    text: *const u8,
    text_bytes: usize,
    length_max: usize,
    ids: *mut u32,
    ids_count: *mut usize,
    message: *mut u8,
    message_capacity: usize,
) -> i32 {
    let text = if text_bytes == 0 { &[] } else { unsafe { slice::from_raw_parts(text, text_bytes) } };
    let handle = unsafe { &*handle };
    match guarded(|| encode(handle, text, length_max)) {
        Ok(found) => unsafe {
            std::ptr::copy_nonoverlapping(found.as_ptr(), ids, found.len());
            *ids_count = found.len();
            OK
        },
        Err(reason) => {
            write_message(&reason, message, message_capacity);
            FAILED
        }
    }
}

/// One more than the largest id that the tokenizer can give.
///
/// # Safety
/// `handle` comes from `shoebox_tokenizer_load`.
#[no_mangle]
pub unsafe extern "C" fn shoebox_tokenizer_id_limit(handle: *const Handle) -> usize {
    let handle = unsafe { &*handle };
    guarded(|| Ok(handle.tokenizer.get_vocab(true).values().max().map_or(0, |&id| id as usize + 1))).unwrap_or(0)
}

/// # Safety
/// `handle` comes from `shoebox_tokenizer_load` and is not used again.
#[no_mangle]
pub unsafe extern "C" fn shoebox_tokenizer_free(handle: *mut Handle) {
    if !handle.is_null() {
        let _ = guarded(|| {
            drop(unsafe { Box::from_raw(handle) });
            Ok(())
        });
    }
}
