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
// As TextCleaning in model/family.h.
const CLEAN_LOWERCASE: i32 = 1;
const CLEAN_CANONICALIZE: i32 = 2;

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

/// What the reference of some families does in its own code, before the tokenizer.
fn clean(text: &str, cleaning: i32) -> String {
    match cleaning {
        CLEAN_LOWERCASE => text.to_lowercase(),
        CLEAN_CANONICALIZE => {
            let spaced = text.replace('_', " ");
            let words: String = spaced.chars().filter(|letter| !letter.is_ascii_punctuation()).collect();
            words.to_lowercase().split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        }
        _ => text.to_string(),
    }
}

/// White space as Python's str.split() has it: Unicode's, and the four information separators.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&letter)
}

/// The ids with special tokens; what is over `length_max` is cut before those are added, so that the closing one stays.
fn encode(handle: &Handle, text: &[u8], cleaning: i32, length_max: usize) -> Result<Vec<u32>, String> {
    let text = clean(&String::from_utf8_lossy(text), cleaning);
    let mut encoding = handle.tokenizer.encode_fast(text, false).map_err(|error| error.to_string())?;
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
    cleaning: i32,
    length_max: usize,
    ids: *mut u32,
    ids_count: *mut usize,
    message: *mut u8,
    message_capacity: usize,
) -> i32 {
    let text = if text_bytes == 0 { &[] } else { unsafe { slice::from_raw_parts(text, text_bytes) } };
    let handle = unsafe { &*handle };
    match guarded(|| encode(handle, text, cleaning, length_max)) {
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

/// The number of pieces, without tokens that were added later.
///
/// # Safety
/// `handle` comes from `shoebox_tokenizer_load`.
#[no_mangle]
pub unsafe extern "C" fn shoebox_tokenizer_vocabulary(handle: *const Handle) -> usize {
    let handle = unsafe { &*handle };
    guarded(|| Ok(handle.tokenizer.get_vocab_size(false))).unwrap_or(0)
}

/// The id of exactly this token: 0, or -1 when there is none.
///
/// # Safety
/// `handle` comes from `shoebox_tokenizer_load`; `token` points to `token_bytes` readable bytes.
#[no_mangle]
pub unsafe extern "C" fn shoebox_tokenizer_find(
    handle: *const Handle,
    token: *const u8,
    token_bytes: usize,
    id: *mut u32,
) -> i32 {
    let handle = unsafe { &*handle };
    let token = if token_bytes == 0 { &[] } else { unsafe { slice::from_raw_parts(token, token_bytes) } };
    let found = guarded(|| Ok(std::str::from_utf8(token).ok().and_then(|token| handle.tokenizer.token_to_id(token))));
    match found {
        Ok(Some(value)) => {
            unsafe { *id = value };
            OK
        }
        _ => FAILED,
    }
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
