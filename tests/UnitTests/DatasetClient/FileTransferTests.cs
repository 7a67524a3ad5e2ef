using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Models;
using Platform.Dataset.Settings;
using Platform.DatasetClient;

namespace Platform.UnitTests.DatasetClient;

/// <summary>Large files over real connections that break: Dataset's endpoints against the client's transfers.</summary>
public sealed class FileTransferTests : IAsyncLifetime
{
    private const int Size = (2 * FileTransfer.RangeBytes) + 12345;

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("transfer-").FullName;
    private ModelFile _file = null!;
    private WebApplication _server = null!;
    private long _received;
    private long _given;

    /// <summary>After this many bytes the connection of the next request breaks; 0: never.</summary>
    private long _breakAfter;

    /// <summary>After this many bytes the response of the next request falls silent; 0: never.</summary>
    private long _silentAfter;

    private string Source => Path.Combine(_folder, "model.safetensors");

    private string Stored => Path.Combine(_folder, "files");

    private IDatasetApi Api =>
        HttpApis.For<IDatasetApi>(new HttpClient { BaseAddress = new Uri(_server.Urls.Single()) });

    public async ValueTask InitializeAsync()
    {
        var content = new byte[Size];
        new Random(3).NextBytes(content);
        await File.WriteAllBytesAsync(Source, content, Token);
        _file = new("model.safetensors", Convert.ToHexStringLower(SHA256.HashData(content)), Size);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        builder.Services.AddSingleton(Options.Create(new DatasetOptions { FilesPath = Stored }));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<FileStore>().AddSingleton<PartialFiles>();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Use(
            async (context, next) =>
            {
                context.Request.Body = new Counted(context.Request.Body, Received(context));
                context.Response.Body = new Counted(context.Response.Body, Given(context));
                await next();
            }
        );
        _server.MapFiles();
        await _server.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_upload_that_breaks_off_continues_where_it_stopped()
    {
        _breakAfter = FileTransfer.RangeBytes + (10 << 20);
        await Assert.ThrowsAnyAsync<Exception>(Upload);
        using (var known = await Api.HeadFile(_file.Sha256, Token))
        {
            Assert.Equal(HttpStatusCode.NotFound, known.StatusCode);
            Assert.InRange(
                long.Parse(known.Headers!.GetValues("Upload-Offset").Single()),
                FileTransfer.RangeBytes,
                Size - 1
            );
        }

        var before = _received;
        await Upload();

        Assert.InRange(_received - before, 1, Size - FileTransfer.RangeBytes);
        using var complete = await Api.HeadFile(_file.Sha256, Token);
        Assert.Equal(HttpStatusCode.OK, complete.StatusCode);
        Assert.Equal(Size, complete.ContentHeaders!.ContentLength);

        // A file that is there is not sent again.
        before = _received;
        await Upload();
        Assert.Equal(before, _received);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_download_whose_connection_breaks_asks_for_the_rest_only()
    {
        await Upload();
        var target = Path.Combine(_folder, "target");
        _breakAfter = 20 << 20;

        await FileTransfer.Download(Api, _file, target, Token);

        Assert.Equal(0, _breakAfter);
        Assert.InRange(_given, Size, Size + (8 << 20));
        Assert.Equal(
            _file.Sha256,
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(target, Token)))
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task A_download_that_falls_silent_asks_for_the_rest()
    {
        await Upload();
        var target = Path.Combine(_folder, "target");
        _silentAfter = 20 << 20;

        await FileTransfer.Download(Api, _file, target, Token, silence: TimeSpan.FromSeconds(3));

        Assert.Equal(0, _silentAfter);
        Assert.Equal(
            _file.Sha256,
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(target, Token)))
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task A_download_goes_on_with_what_an_earlier_process_fetched()
    {
        await Upload();
        var target = Path.Combine(_folder, "target");
        var content = await File.ReadAllBytesAsync(Source, Token);
        await File.WriteAllBytesAsync(target, content[..(Size - 1000)], Token);
        var before = _given;

        await FileTransfer.Download(Api, _file, target, Token);

        Assert.Equal(1000, _given - before);
        Assert.Equal(content, await File.ReadAllBytesAsync(target, Token));
    }

    [Theory]
    [InlineData("bytes 0-9/*")]
    [InlineData("bytes */100")]
    [InlineData("elephants 0-9/100")]
    public async Task A_range_without_its_place_is_refused(string range)
    {
        var error = await Assert.ThrowsAnyAsync<Refit.ApiException>(() =>
            Api.PutFile(_file.Sha256, range, new MemoryStream([1]), Token)
        );
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
    }

    private async Task Upload()
    {
        while (!await FileTransfer.UploadNext(Api, Source, _file, null, Token)) { }
    }

    private Func<int, ValueTask<bool>> Received(HttpContext context) =>
        count => Pass(context, Interlocked.Add(ref _received, count));

    private Func<int, ValueTask<bool>> Given(HttpContext context) =>
        count => Pass(context, Interlocked.Add(ref _given, count));

    private async ValueTask<bool> Pass(HttpContext context, long bytes)
    {
        if (_silentAfter > 0 && bytes >= _silentAfter)
        {
            _silentAfter = 0;
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        if (_breakAfter == 0 || bytes < _breakAfter)
        {
            return true;
        }

        _breakAfter = 0;
        context.Abort();
        return false;
    }

    /// <summary>Counts bytes; fails when the connection is to break.</summary>
    private sealed class Counted(Stream inner, Func<int, ValueTask<bool>> pass) : Stream
    {
        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => false;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            return await pass(read) ? read : throw new IOException("The connection was broken.");
        }

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            await inner.WriteAsync(buffer, cancellationToken);
            if (!await pass(buffer.Length))
            {
                throw new IOException("The connection was broken.");
            }
        }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
