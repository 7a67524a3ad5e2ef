using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using ZstdSharp;

namespace Platform.Dataset.Formats;

/// <summary>A compression that the importer reads, recognised from a file's first bytes.</summary>
internal sealed record Compression(
    string Name,
    byte[] Magic,
    Func<PeekStream, CancellationToken, ValueTask<Stream>> Decompress
)
{
    /// <summary>Longest of the magic numbers.</summary>
    public const int Head = 6;

    private static readonly Compression[] All =
    [
        new("gzip", [0x1F, 0x8B], (file, _) => new(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true))),
        new("zstd", [0x28, 0xB5, 0x2F, 0xFD], (file, _) => new(new DecompressionStream(file))),
        new("xz", [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], (file, _) => new(new XzStreams(file))),
        new(
            "bzip2",
            "BZh"u8.ToArray(),
            async (file, cancellationToken) =>
                await BZip2Stream.CreateAsync(
                    file,
                    SharpCompress.Compressors.CompressionMode.Decompress,
                    decompressConcatenated: true,
                    leaveOpen: true,
                    cancellationToken: cancellationToken
                )
        ),
    ];

    /// <summary>Returns null if the file is not compressed in one of these ways.</summary>
    public static Compression? Of(ReadOnlySpan<byte> head)
    {
        foreach (var compression in All)
        {
            if (head.StartsWith(compression.Magic))
            {
                return compression;
            }
        }

        return null;
    }

    /// <summary>Streams of xz one after the other, as tools write them that compress in parallel.</summary>
    private sealed class XzStreams(PeekStream file) : ReadStream
    {
        private XZStream _stream = new(file);

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            int read;
            while (
                (read = await _stream.ReadAsync(buffer, cancellationToken)) == 0
                && !(await file.Peek(1, cancellationToken)).IsEmpty
            )
            {
                _stream = new XZStream(file);
            }

            return read;
        }
    }
}
