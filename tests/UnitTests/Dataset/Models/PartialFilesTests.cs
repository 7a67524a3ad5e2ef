using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Platform.Dataset.Models;
using Platform.Dataset.Settings;

namespace Platform.UnitTests.Dataset.Models;

public sealed class PartialFilesTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("partial-").FullName;

    private DatasetOptions Settings => new() { FilesPath = folder };

    private FileStore Store => new(Options.Create(Settings));

    private PartialFiles Parts => new(Store, Options.Create(Settings), TimeProvider.System);

    [Fact]
    public async Task Ranges_make_a_file_even_if_the_service_restarts_between_them()
    {
        Assert.Equal(Appended.Incomplete, await Append(0, 400));
        Assert.Equal(400, Parts.Arrived(Hash));
        Assert.Null(Store.Find(Hash));

        Assert.Equal(Appended.Complete, await Append(400, 1000));

        Assert.Equal(Content, await File.ReadAllBytesAsync(Store.Find(Hash)!, Token));
        Assert.Equal(0, Parts.Arrived(Hash));
    }

    [Fact]
    public async Task What_arrives_of_a_range_that_breaks_off_is_kept()
    {
        await Assert.ThrowsAsync<IOException>(() => Parts.Append(new Breaking(Content[..300]), Hash, 0, 1000, Token));
        Assert.Equal(300, Parts.Arrived(Hash));
        Assert.Equal(Appended.Complete, await Append(300, 1000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(401)]
    public async Task A_range_that_does_not_begin_at_the_end_changes_nothing(int from)
    {
        await Append(0, 400);
        Assert.Equal(Appended.Elsewhere, await Append(from, 1000));
        Assert.Equal(400, Parts.Arrived(Hash));
    }

    [Fact]
    public async Task A_file_of_another_hash_is_deleted()
    {
        var other = Convert.ToHexStringLower(SHA256.HashData([1]));
        Assert.Equal(Appended.Wrong, await Parts.Append(new MemoryStream(Content), other, 0, Content.Length, Token));
        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task One_request_at_a_time_sends_a_file()
    {
        var gate = new TaskCompletionSource();
        var first = Parts.Append(new Waiting(Content, gate.Task), Hash, 0, 1000, Token);
        Assert.Equal(Appended.Busy, await Append(0, 1000));
        gate.SetResult();
        Assert.Equal(Appended.Complete, await first);
    }

    [Fact]
    public async Task Parts_that_nobody_continues_are_deleted_after_their_time()
    {
        await Append(0, 400);
        Parts.Sweep();
        Assert.Equal(400, Parts.Arrived(Hash));
        File.SetLastWriteTimeUtc(
            Assert.Single(Directory.GetFiles(folder)),
            TimeProvider.System.GetUtcNow().UtcDateTime - Settings.KeepUploads - TimeSpan.FromHours(1)
        );
        Parts.Sweep();
        Assert.Equal(0, Parts.Arrived(Hash));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<Appended> Append(int from, int to) =>
        Parts.Append(new MemoryStream(Content[from..to]), Hash, from, Content.Length, Token);

    private sealed class Breaking(byte[] content) : MemoryStream(content)
    {
        public override async Task CopyToAsync(Stream to, int bufferSize, CancellationToken cancellationToken)
        {
            await base.CopyToAsync(to, bufferSize, cancellationToken);
            throw new IOException("gone");
        }
    }

    private sealed class Waiting(byte[] content, Task gate) : MemoryStream(content)
    {
        public override async Task CopyToAsync(Stream to, int bufferSize, CancellationToken cancellationToken)
        {
            await gate;
            await base.CopyToAsync(to, bufferSize, cancellationToken);
        }
    }
}
