using Platform.DatasetClient;
using Platform.Gateway;
using Platform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddDatasetApi(builder.Configuration).AddUsageApi(builder.Configuration);
builder.AddGateway();
builder.AddMessaging("gateway", _ => { });

var app = builder.Build();
app.MapGateway();
await app.RunAsync();
