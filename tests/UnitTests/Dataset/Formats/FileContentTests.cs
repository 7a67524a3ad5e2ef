using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Platform.UnitTests.Dataset.Formats;

/// <summary>How a file is opened: by its content, whatever its name.</summary>
public sealed class FileContentTests
{
    private const string Line = """{"problem":"p","answer":"1"}""";

    // Python: lzma.compress(line), bz2.compress(line)
    private const string Xz =
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAbeyJwcm9ibGVtIjoicCIsImFuc3dlciI6IjEifQBaJXJq7lF/1wABNByTGq2PH7bzfQEAAAAABFla";
    private const string Bzip2 =
        "QlpoOTFBWSZTWScbzsQAAA0ZgBAEIBAyB9iKIAAiIaaaDynqChppgA5cbh1M0YhAkSznq9HxdyRThQkCcbzsQA==";

    public static TheoryData<string> Compressions => ["gzip", "zstd", "xz", "bzip2"];

    private static byte[] Compressed(string name) =>
        name switch
        {
            "gzip" => Written(to => new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true)),
            "zstd" => Written(to => new CompressionStream(to, leaveOpen: true)),
            "xz" => Convert.FromBase64String(Xz),
            _ => Convert.FromBase64String(Bzip2),
        };

    private static byte[] Written(Func<Stream, Stream> compress, byte[]? bytes = null)
    {
        var result = new MemoryStream();
        using (var to = compress(result))
        {
            to.Write(bytes ?? Encoding.UTF8.GetBytes(Line));
        }

        return result.ToArray();
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Compressed_files_are_read(string name)
    {
        var import = await Import.Stream(new Forward(Compressed(name)));
        Assert.Empty(import.Errors);
        Assert.Equal("p", Assert.Single(import.Problems).Statement);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Compressed_files_one_after_the_other_are_one_file(string name)
    {
        byte[] twice = [.. Compressed(name), .. Compressed(name)];
        var import = await Import.Stream(new Forward(twice));
        // The content has no line break between the two.
        Assert.Contains("more follows the first value", import.Reason);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Compressed_files_that_were_cut_off_are_an_error(string name)
    {
        var import = await Import.Stream(new Forward(Compressed(name)[..^14]));
        Assert.Contains(
            import.Errors,
            e => e.Reason.StartsWith($"the {name} data cannot be read", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Records_before_the_damage_are_kept()
    {
        var lines = string.Join(
            '\n',
            Enumerable.Range(0, 20_000).Select(i => $$"""{"problem":"p{{i}}","answer":"{{i * 7919}}"}""")
        );
        var gzip = Written(
            to => new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true),
            Encoding.UTF8.GetBytes(lines)
        );
        var import = await Import.Bytes(gzip[..(gzip.Length / 2)]);
        Assert.InRange(import.Problems.Count, 1000, 19_000);
        Assert.Equal((import.Lines + 1, true), (import.Errors[0].Line, import.Reason.Contains("was cut off")));
    }

    [Fact]
    public async Task A_file_may_be_compressed_twice()
    {
        var twice = Written(to => new CompressionStream(to, leaveOpen: true), Compressed("gzip"));
        Assert.Single((await Import.Bytes(twice)).Problems);
    }

    public static TheoryData<string, bool, string> Encodings =>
        new()
        {
            {
                "utf-16",
                true,
                "the file is UTF-16, with a byte order mark: save it as UTF-8, for example with iconv -f UTF-16 "
            },
            { "utf-16BE", true, "the file is UTF-16, with a byte order mark" },
            {
                "utf-16",
                false,
                "the file is UTF-16, without a byte order mark: save it as UTF-8, for example with iconv -f UTF-16LE "
            },
            {
                "utf-16BE",
                false,
                "the file is UTF-16, without a byte order mark: save it as UTF-8, for example with iconv -f UTF-16BE "
            },
            { "utf-32", true, "the file is UTF-32, with" },
            { "utf-32", false, "the file is UTF-32, without" },
        };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Another_encoding_is_one_error(string name, bool mark, string reason)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes($"{Line}\n{Line}\n")];
        Assert.StartsWith(reason, (await Import.Bytes(bytes)).Reason);
        var gzip = Written(to => new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true), bytes);
        Assert.StartsWith(reason, (await Import.Bytes(gzip)).Reason);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0 }, "the file is a zip archive: unpack it")]
    [InlineData(new byte[] { 0x04, 0x22, 0x4D, 0x18, 0 }, "the file is compressed with lz4: unpack it with lz4 -d")]
    [InlineData(new byte[] { 0x80, 4, 0x95, 0 }, "the file is a Python pickle: save it as JSON lines")]
    public async Task What_cannot_be_read_is_named(byte[] bytes, string reason) =>
        Assert.StartsWith(reason, (await Import.Bytes(bytes)).Reason);

    [Fact]
    public async Task A_tar_archive_is_named()
    {
        var tar = new MemoryStream();
        await using (var writer = new System.Formats.Tar.TarWriter(tar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(
                new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "a.jsonl")
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Line)),
                },
                TestContext.Current.CancellationToken
            );
        }

        var gzip = Written(to => new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true), tar.ToArray());
        Assert.StartsWith("the file is a tar archive", (await Import.Bytes(gzip)).Reason);
    }

    [Theory]
    [InlineData("// made by hand\n[\n{0},\n{1}\n]\n", 2)]
    [InlineData("# made by hand\n{\n  \"problem\": \"p\"\n}\n{1}", 1)]
    public async Task A_comment_before_a_pretty_printed_file_costs_at_most_its_first_record(string file, int problems)
    {
        var import = await Import.Text(file.Replace("{0}", Line).Replace("{1}", """{"problem":"q"}"""));
        Assert.StartsWith("a comment is not valid JSON", import.Reason);
        Assert.Equal((problems, "q"), (import.Problems.Count, import.Problems[^1].Statement));
    }

    [Fact]
    public async Task An_object_may_continue_on_the_line_of_its_brace() =>
        Assert.Equal(
            ["p", "q"],
            (
                await Import.Text(
                    "{ \"problem\": \"p\",\n  \"answer\": \"1\" }\n{ \"problem\": \"q\",\n\"answer\": \"1\" }"
                )
            ).Problems.Select(p => p.Statement)
        );

    [Fact]
    public async Task Of_two_fields_with_one_name_none_gets_lost() =>
        Assert.Equal(
            "not JSON: the field 'solutions' stands twice: remove one",
            (await Import.Text("""{"problem":"p","solutions":[{"text":"a"}],"solutions":[]}""")).Reason
        );

    /// <summary>A stream as the server has it: no position, no length, no synchronous reads.</summary>
    private sealed class Forward(byte[] bytes) : Stream
    {
        private int _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Math.Min(Math.Min(buffer.Length, 7), bytes.Length - _at);
            bytes.AsSpan(_at, read).CopyTo(buffer.Span);
            _at += read;
            return new(read);
        }

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("Synchronous reads are not allowed.");

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
