package specsweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local files have the permissions and checksums that Hadoop's own file system gives them. */
class LocalFilesTest {
    @TempDir
    java.nio.file.Path folder;

    private static FileSystem open(Class<?> type) throws IOException {
        Configuration configuration = new Configuration(false);
        configuration.set(LocalFiles.SETTING, type.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return FileSystem.get(URI.create("file:///"), configuration);
    }

    private FsPermission given(Class<?> type, FsPermission asked) throws IOException {
        Path path = new Path(folder.toString(), type.getSimpleName());
        try (FileSystem files = open(type)) {
            files.mkdirs(path);
            files.setPermission(path, asked);
            return files.getFileStatus(path).getPermission();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"755", "700", "640", "000", "1777"})
    void permissionsAreThoseOfHadoop(String octal) throws IOException {
        FsPermission asked = new FsPermission(octal);
        assertThat(given(LocalFiles.class, asked)).isEqualTo(given(LocalFileSystem.class, asked));
    }

    @Test
    void aFileIsReadBackAndHasItsChecksumBesideIt() throws IOException {
        Path path = new Path(folder.toString(), "file");
        try (FileSystem files = open(LocalFiles.class)) {
            try (var out = files.create(path)) {
                out.writeUTF("text");
            }
            try (var in = files.open(path)) {
                assertThat(in.readUTF()).isEqualTo("text");
            }
            assertThat(files.getScheme()).isEqualTo("file");
        }
        assertThat(folder.resolve(".file.crc")).exists();
    }
}
