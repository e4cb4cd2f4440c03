export const loading = [
  'from_pretrained',
  'load_dataset',
  'hf_hub_download',
  'snapshot_download',
  'pipeline',
  'SentenceTransformer',
];
