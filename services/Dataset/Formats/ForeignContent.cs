using System.Text;

namespace Platform.Dataset.Formats;

/// <summary>Names content that is not UTF-8 text, by its first bytes, and says how to mend it.</summary>
internal static class ForeignContent
{
    /// <summary>Number of bytes that the decision needs: up to the mark of a tar archive.</summary>
    public const int Head = 262;

    private static readonly (byte[] Magic, string What, string Mend)[] Known =
    [
        ([(byte)'P', (byte)'K', 3, 4], "a zip archive", "unpack it and import the files in it"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "unpack it and import the files in it"),
        ([(byte)'R', (byte)'a', (byte)'r', (byte)'!'], "a rar archive", "unpack it and import the files in it"),
        ([0x04, 0x22, 0x4D, 0x18], "compressed with lz4", "unpack it with lz4 -d"),
        ("LZIP"u8.ToArray(), "compressed with lzip", "unpack it with lzip -d"),
        ([0x5D, 0, 0], "compressed with lzma", "unpack it with xz -d --format=lzma"),
        ([0x1F, 0x9D], "compressed with compress", "unpack it with gzip -d"),
        ([0xFF, 6, 0, 0, (byte)'s', (byte)'N'], "compressed with snappy", "unpack it"),
        ("ARROW1"u8.ToArray(), "an Arrow file", "save it as Parquet or as JSON lines"),
        ([0xFF, 0xFF, 0xFF, 0xFF], "an Arrow stream", "save it as Parquet or as JSON lines"),
        ([(byte)'O', (byte)'b', (byte)'j', 1], "an Avro file", "save it as Parquet or as JSON lines"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], "an HDF5 file", "save it as Parquet or as JSON lines"),
        ("SQLite format 3"u8.ToArray(), "an SQLite database", "save its table as JSON lines"),
        ([0x80, 2], "a Python pickle", "save it as JSON lines"),
        ([0x80, 3], "a Python pickle", "save it as JSON lines"),
        ([0x80, 4], "a Python pickle", "save it as JSON lines"),
        ([0x80, 5], "a Python pickle", "save it as JSON lines"),
        ("%PDF"u8.ToArray(), "a PDF document", "save its content as JSON lines"),
    ];

    /// <summary>Returns null if nothing speaks against text.</summary>
    public static string? Reason(ReadOnlySpan<byte> head)
    {
        if (Encoded(head) is var (name, mark, iconv))
        {
            return $"the file is {name}, {(mark ? "with" : "without")} a byte order mark: save it as UTF-8, for example with iconv -f {iconv} -t UTF-8";
        }

        foreach (var (magic, what, mend) in Known)
        {
            if (head.StartsWith(magic))
            {
                return $"the file is {what}: {mend}";
            }
        }

        return head.Length >= Head && head[257..].StartsWith("ustar"u8)
            ? "the file is a tar archive: unpack it and import the files in it"
            : null;
    }

    private static (string Name, bool Mark, string Iconv)? Encoded(ReadOnlySpan<byte> head) =>
        head switch
        {
            _ when head.StartsWith(Encoding.UTF32.Preamble) => ("UTF-32", true, "UTF-32"),
            [0, 0, 0xFE, 0xFF, ..] => ("UTF-32", true, "UTF-32"),
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => ("UTF-16", true, "UTF-16"),
            // JSON begins with ASCII characters.
            [not 0, 0, 0, 0, ..] => ("UTF-32", false, "UTF-32LE"),
            [0, 0, 0, not 0, ..] => ("UTF-32", false, "UTF-32BE"),
            [not 0, 0, not 0, 0, ..] => ("UTF-16", false, "UTF-16LE"),
            [0, not 0, 0, not 0, ..] => ("UTF-16", false, "UTF-16BE"),
            _ => null,
        };
}
