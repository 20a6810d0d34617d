//! The vector files that are built in. Each is read when it is first needed: reading all of them takes
//! longer than most commands do for one calendar.

use std::path::Path;
use std::sync::OnceLock;

use super::{FileError, Spec, read};

/// A vector file, which is read when it is first needed. A broken file stops only itself.
pub(super) struct VectorFile {
    /// Its path, for messages.
    path: String,
    /// What it holds, if that is UTF-8.
    text: Option<&'static str>,
    spec: OnceLock<Result<Spec, FileError>>,
}

impl VectorFile {
    pub(super) fn new(path: String, text: Option<&'static str>) -> VectorFile {
        VectorFile { path, text, spec: OnceLock::new() }
    }

    fn read(&self) -> Result<&Spec, &FileError> {
        let no_text = || FileError::new(&self.path, "is not UTF-8");
        let read = || self.text.ok_or_else(no_text).and_then(|text| read(&self.path, text));
        self.spec.get_or_init(read).as_ref()
    }

    /// Its name, which is the id of its calendar.
    fn stem(&self) -> &str {
        Path::new(&self.path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
    }
}

/// Vector files, by name.
pub(super) struct VectorFiles(Vec<VectorFile>);

impl VectorFiles {
    pub(super) fn of(mut files: Vec<VectorFile>) -> VectorFiles {
        files.sort_by(|a, b| a.stem().cmp(b.stem()));
        VectorFiles(files)
    }

    pub(super) fn good(&self) -> impl Iterator<Item = &Spec> {
        self.0.iter().filter_map(|file| file.read().ok())
    }

    pub(super) fn unreadable(&self) -> impl Iterator<Item = &FileError> {
        self.0.iter().filter_map(|file| file.read().err())
    }

    /// The spec of this id or alias. All files are read only for a name that no file has.
    pub(super) fn by_name(&self, name: &str) -> Result<Option<&Spec>, &FileError> {
        let file = self.0.iter().find(|file| file.stem().eq_ignore_ascii_case(name));
        let own = file.map(VectorFile::read).transpose()?.filter(|spec| spec.is_called(name));
        Ok(own.or_else(|| self.good().find(|spec| spec.is_called(name))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::tests::GOOD;

    #[test]
    fn a_broken_file_stops_only_itself() {
        let other = GOOD.replace("id = ", "id = #");
        let other: &'static str = other.leak();
        let files = vectors([("bad", Some(other)), ("good", Some(GOOD)), ("no", None)]);
        assert_eq!(files.good().count(), 1);
        let unreadable: Vec<&str> = files.unreadable().map(|error| error.file.as_str()).collect();
        assert_eq!(unreadable, ["v/bad.toml", "v/no.toml"]);
        assert!(files.by_name("BAD").is_err_and(|error| error.problem.contains("line 2")));
        assert!(files.by_name("no").is_err_and(|error| error.problem == "is not UTF-8"));
        assert!(files.by_name("good").is_ok());
    }

    #[test]
    fn no_file_that_is_built_in_is_broken() {
        assert_eq!(crate::spec::unreadable().next(), None);
    }

    fn vectors(files: [(&str, Option<&'static str>); 3]) -> VectorFiles {
        let file = |(name, text)| VectorFile::new(format!("v/{name}.toml"), text);
        VectorFiles::of(files.map(file).into())
    }

    /// Reading all files takes longer than all else that a command does for one calendar.
    #[test]
    fn a_calendar_is_found_by_its_id_without_reading_the_others() {
        let id = read("v/a.toml", GOOD).unwrap().id;
        let files = vectors([("other", Some(GOOD)), (&id, Some(GOOD)), ("no", None)]);
        assert_eq!(files.by_name(&id.to_uppercase()).unwrap().unwrap().id, id);
        let read: Vec<&str> =
            files.0.iter().filter(|file| file.spec.get().is_some()).map(VectorFile::stem).collect();
        assert_eq!(read, [id.as_str()]);
        assert!(files.by_name("nobody").unwrap().is_none());
        assert!(files.0.iter().all(|file| file.spec.get().is_some()));
    }
}
