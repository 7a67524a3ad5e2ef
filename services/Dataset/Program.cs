using Platform.Dataset;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase();
builder.AddDataset();

var app = builder.Build();
await app.MigrateAsync(CancellationToken.None);
await app.RegisterModelsAsync(CancellationToken.None);
app.MapDefaultEndpoints();
app.MapDataset();
app.WriteEndpointsFileWhenStarted();
await app.RunAsync();
