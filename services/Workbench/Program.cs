using Platform.DatasetClient;
using Platform.ServiceDefaults;
using Platform.Workbench;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddDatasetApi(builder.Configuration);
builder.AddWorkbench();

var app = builder.Build();
app.MapWorkbench();
await app.RunAsync();
