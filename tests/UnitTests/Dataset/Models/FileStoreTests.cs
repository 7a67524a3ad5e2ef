using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Platform.Dataset.Models;
using Platform.Dataset.Settings;

namespace Platform.UnitTests.Dataset.Models;

public sealed class FileStoreTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3];
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    private readonly string folder = Directory.CreateTempSubdirectory("file-store-").FullName;

    private FileStore Store => new(Options.Create(new DatasetOptions { FilesPath = folder }));

    [Fact]
    public async Task What_was_sent_is_kept_only_under_its_own_hash()
    {
        var wrong = Hash.Replace(Hash[0], Hash[0] == 'a' ? 'b' : 'a');

        Assert.False(await Store.Add(new MemoryStream(Content), wrong, TestContext.Current.CancellationToken));
        Assert.True(await Store.Add(new MemoryStream(Content), Hash, TestContext.Current.CancellationToken));

        Assert.Null(Store.Find(wrong));
        Assert.Equal(Content, await File.ReadAllBytesAsync(Store.Find(Hash)!, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_written_gets_the_name_of_its_hash()
    {
        var hash = await Store.Add(to => to.WriteAsync(Content, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(Hash, hash);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Store.Find(Hash)!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<IOException>(() =>
            Store.Add(async to =>
            {
                await to.WriteAsync(Content, TestContext.Current.CancellationToken);
                throw new IOException("gone");
            })
        );

        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
